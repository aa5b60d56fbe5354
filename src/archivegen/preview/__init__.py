"""The preview: a site served while it is written, built anew when a file of it is saved.

In come saved files and requests of browsers; out come the files of an output, and after each build
an event by which open pages load again or show its problems. Nothing of the preview is ever in a
built file: what reloads the browser is added to pages as they are sent.

- `watcher`: which files were saved
- `rebuild`: one build, whose errors are values
- `events`: what came of a build, as a server-sent event
- `broadcast`: the latest of these, for all connections that wait for it
- `listen`: the socket, and the addresses that lead to it
- `server`: answers requests, in a thread of its own
- `host_guard`: which requests are answered
- `editing`: the page on which editors write, at an origin of its own
- `site_files`: the answer to a request for a file of the site
- `live_reload`: the script in the pages

For example, from a save to the browser:

    board = Board(Bulletin("a1-0"))
    with listen("127.0.0.1", None) as socket, Watcher(paths) as watcher:
        with Server(paths.output, board, socket, names_of(socket, "127.0.0.1")):
            if watcher.wait(1.0):
                board.put(bulletin_after(board.latest, attempt(paths, options, progress)))
"""

"""The preview: a site served while it is written, and rebuilt when a file of it is saved.

In come saved files and browsers' requests. Out come the files of an output and, after each build,
an event that makes open pages reload or show its problems. No built file contains anything of the
preview: the reload script is added to pages as they are sent.

- `watcher`: which files were saved
- `rebuild`: runs one build, and returns its errors as values
- `events`: the result of a build, as a server-sent event
- `broadcast`: the latest event, for all connections that wait for it
- `listen`: the socket, and the addresses on which it is reached
- `server`: answers requests, in a thread of its own
- `host_guard`: refuses requests for other hosts
- `editing`: the page on which editors write, at an origin of its own
- `site_files`: answers a request for a file of the site
- `live_reload`: the script that reloads pages

For example, from a save to the browser:

    board = Board(Bulletin("a1-0"))
    with listen("127.0.0.1", None) as socket, Watcher(paths) as watcher:
        with Server(paths.output, board, socket, names_of(socket, "127.0.0.1")):
            if watcher.wait(1.0):
                board.put(bulletin_after(board.latest, attempt(paths, options, progress)))
"""

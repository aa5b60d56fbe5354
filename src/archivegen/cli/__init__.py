"""The command line: the only wing that prints, takes "now" from the clock, or exits.

In come the words of a command line and the environment; out come lines on the two standard streams
and an exit code: 0 success; 1 problems in content, templates or configuration, or with the system;
2 wrong usage; 130 and 143 stopped by SIGINT and SIGTERM. The work of a command is done in other
wings.

- `main`: the top-level command, with the table of commands
- `commands/`: a module for each command

What commands share:

- `options`: options, and what their values mean
- `console`: prints problems and progress
- `wording`: the text that reports a build
- `exit_errors`: turns exceptions into one line and an exit code
- `sending`: the common part of commands that send a built site
- `editing`: serves the page on which editors write, and tells how to open it
- `import_account`: prints the account of an import
- `listings`: things of one kind as JSON, CSV or a table
- `article_listing`: articles as such a listing
- `document_listing`: pages and other documents as a listing
- `theme_listing`: templates as lines of text
- `unknown_term`: the message about a term that no article has
- `spooled_output`: a listing held back until builds may go on, then printed

For example, a new command, hello, is a line in the table of commands, and a module of `commands/`:

    @click.command("hello")
    @site_option
    @stopping()
    def command(site: str | None) -> None:
        \"\"\"Say where the site is.

        Example: archivegen hello
        \"\"\"
        say(str(paths_of(site).root))
"""

"""The command line: the only wing that prints, reads the clock's time or exits.

In come the words of a command line and the environment; out come lines on the two standard streams
and an exit code: 0 done, 1 problems in content, templates or configuration or with the system, 2
wrong usage, 130 and 143 stopped by SIGINT and SIGTERM. What a command does, the other wings do.

- `main`: the command itself, with the table of its commands
- `commands/`: the commands, a module each

What commands share:

- `options`: options, and what their values mean
- `console`: problems and progress, printed
- `wording`: what is said of a build, as text
- `exit_errors`: exceptions to one line and an exit code
- `sending`: what is done and said where a built site is sent
- `editing`: what is served and said of the page on which editors write
- `import_account`: the account of an import
- `listings`: things of one kind as JSON, CSV or a table
- `article_listing`: articles as such a listing
- `document_listing`: pages and other documents as a listing
- `theme_listing`: templates as lines of text
- `unknown_term`: what is said of a term that no article has
- `spooled_output`: a listing that is printed when builds may go on

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

"""Problems of a site as a whole that stand in one place of it.

- `configured`: the place of a value of the configuration
- `defaults`: what goes without saying of the files in a folder
- `footer`: the line below every page, as the configuration has it
- `policies`: those of the publisher, as the configuration names them
- `parts`: articles that are the same part of a series
- `own_templates`: templates that are named and are not there, and such as no page uses
- `issue_files`: files of missing print issues of which there are articles
- `term_files`: names that two files of terms claim, and such files that no article needs
"""

"""Problems of the site as a whole that have one position, mostly in the configuration.

- `configured`: the position of a value of the configuration
- `defaults`: the defaults of folders
- `footer`: the configured line at the foot of every page
- `theme_pictures`: the logo and the icons, as the configuration names them
- `policies`: the publisher's policies, as the configuration names them
- `parts`: articles that claim to be the same part of a series
- `own_templates`: templates that are named but missing, and templates that no page uses
- `issue_files`: files of print issues said to be lost, although articles are from them
- `site_files`: pictures and other files that are not published, or may not be
- `term_files`: names that two files of terms claim, and files of terms that no article uses
"""

"""The CMS: what an editor who has only a browser needs, generated from the front matter contracts.

Sveltia CMS (https://sveltiacms.app/, MIT) is a web page that edits the files of a repository. Its
configuration lists the files and what each key may hold. It is generated from the JSON Schemas, so
that there is no second list of keys. Decap CMS gets the same, as far as it supports it.

- `fields`: turns a key of a schema into a form field
- `collections`: the files of a site as collections: articles, pages, terms, issues
- `layout`: where the files of a site are
- `repository`: which repository a site is in
- `hosts`: the Git hosts where that can be
- `systems`: the two CMS, with their scripts and their differences
- `decap`: what Decap CMS supports of a collection
- `configuration`: config.yml, in which the site owns what is above its collections
- `problems`: what is wrong with a CMS, as warnings
- `admin_page`: the page at /admin/ that loads the CMS
- `files`: all of that as files of a site
"""

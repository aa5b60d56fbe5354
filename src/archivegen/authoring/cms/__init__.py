"""The CMS: what an editor who has only a browser needs, made from the contracts of front matter.

Sveltia CMS (https://sveltiacms.app/, MIT) is a page that edits the files of a repository. Its
configuration says which files there are and what each key may have; it is generated from the JSON
Schemas, so that there is no second list of keys. Decap CMS gets the same, as far as it takes it.

- `fields`: a key of a schema as a field of a form
- `collections`: which files there are: articles, pages, terms, issues
- `layout`: how the files of a site lie
- `repository`: which repository a site is in
- `systems`: the two CMS, with their scripts and what each has of its own
- `decap`: what Decap CMS takes of a collection
- `configuration`: config.yml, of which a site owns what stands above its collections
- `problems`: what is wrong with a CMS, as warnings
- `admin_page`: the page at /admin/ that loads the CMS
- `files`: all of that as files of a site
"""

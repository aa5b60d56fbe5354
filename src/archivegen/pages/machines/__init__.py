"""For machines: what bots and hosts are told of a site.

- `alternates`: an article beside its page, as JSON, plain text and Markdown
- `headers_file`: what hosts send with each file, for Netlify and Cloudflare Pages
- `records`: what there is to know of an article, for programs
- `redirects`: pages at old addresses, which lead on
- `redirects_file`: old addresses, for Netlify and Cloudflare Pages
- `timemap`: all captures of what an article was made from
- `year_files`: all articles of a year with their texts, in one file
- `robots`: which bots may not read the site, and whether it may be mined
"""

"""For machines: files for bots and hosts.

- `alternates`: an article as JSON, plain text and Markdown, beside its page
- `headers_file`: the headers that hosts send, for Netlify and Cloudflare Pages
- `records`: the metadata of an article, for programs
- `redirects`: redirect pages at old addresses
- `redirects_file`: old addresses, for Netlify and Cloudflare Pages
- `timemap`: all captures of an article's source
- `year_files`: all articles of a year with their texts, in one file
- `robots`: which bots may not read the site, and whether it may be mined
"""

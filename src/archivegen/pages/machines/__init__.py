"""For machines: what bots and hosts are told of a site.

- `headers_file`: what hosts send with each file, for Netlify and Cloudflare Pages
- `redirects`: pages at old addresses, which lead on
- `redirects_file`: old addresses, for Netlify and Cloudflare Pages
- `timemap`: all captures of what an article was made from
- `robots`: which bots may not read the site, and whether it may be mined
"""

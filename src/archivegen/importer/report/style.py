"""How the page of a report looks: on a phone, on a wide screen, in the dark and on paper."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light dark; --line: #d8d4cc; --soft: #6b665d;
  --lost: #f6d9d5; --new: #dcebd3; }
@media (prefers-color-scheme: dark) {
  :root { --line: #45423c; --soft: #a39d92; --lost: #5a2a25; --new: #2b4423; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 76rem; font: 1rem/1.5 Georgia, serif;
  overflow-wrap: break-word; }
p, li, h3, td:last-child, td.value { overflow-wrap: anywhere; }
h1, h2, h3, h4 { line-height: 1.25; margin: 2rem 0 .5rem; }
h3 { margin-top: 1.25rem; font-size: 1.05rem; }
h4 { margin: 0 0 .5rem; font-size: .9rem; color: var(--soft); font-weight: normal; }
p { margin: 0 0 .75rem; max-width: 44rem; }
table { border-collapse: collapse; min-width: min(100%, 30rem); font-size: .95rem; }
th, td { padding: .25rem clamp(.75rem, 2vw, 2rem) .25rem 0; border-bottom: 1px solid var(--line);
  text-align: start; vertical-align: top; }
th { font-weight: normal; color: var(--soft); }
td:first-child { font-variant-numeric: tabular-nums; }
ul { padding-inline-start: 1.2rem; margin: 0 0 .75rem; }
article { border-top: 2px solid currentColor; margin-top: 2rem; }
article > h3 { margin-top: .75rem; }
table + .soft { margin-top: .75rem; }
.soft { color: var(--soft); font-size: .9rem; }
.sides { display: grid; gap: 1.5rem; margin-top: 1rem; }
.sides > section { min-width: 0; }
del, ins { text-decoration: none; padding: 0 .1em; }
del { background: var(--lost); text-decoration: line-through; }
ins { background: var(--new); text-decoration: underline; }
@media (min-width: 48rem) { .sides { grid-template-columns: 1fr 1fr; } }
@media print { body { max-width: none; padding: 0; } article { break-before: auto; } }
"""

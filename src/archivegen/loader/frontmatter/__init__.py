"""The frontmatter."""

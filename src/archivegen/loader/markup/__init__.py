"""The markup."""

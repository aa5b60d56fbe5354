"""The authoring."""

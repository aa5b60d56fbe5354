"""The benchmark: archivegen and its peers build the same news archive, `python -m bench`."""

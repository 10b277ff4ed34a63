"""The pipeline of an import: from files to rows of the store, with a journal and a result."""

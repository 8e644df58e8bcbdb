"""What is kept: our own tables hold the truth, one set of statements for every database."""

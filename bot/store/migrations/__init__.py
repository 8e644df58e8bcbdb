"""Schema changes, one after the other; append only."""

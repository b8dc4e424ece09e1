"""Storage: the tables, the sessions on them, and the record of updates that are done."""

"""Events by column in files beside the database, and sums that are kept of them."""

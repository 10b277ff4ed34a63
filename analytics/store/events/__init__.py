"""Events as column files beside the database, their external sort, and a cache of viewer aggregates."""

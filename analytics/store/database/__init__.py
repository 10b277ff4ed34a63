"""The database `data.db`: connections, schema, migrations, transactions, record ids and the data version."""

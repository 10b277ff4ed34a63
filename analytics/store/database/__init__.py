"""The connection to `data.db`: schema, migrations, transactions and the data version."""

"""Text cells to typed values, column by column."""

"""New rows like real ones, for any table of numbers and categories: a GAN, a copula, and how close they come."""

"""The annual work report: written from records, with every figure live; read back and checked figure by figure."""

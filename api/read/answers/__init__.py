"""Fourth stage of reading: rows become answers: a record, a list, its history, totals."""

# Prints columns of a collection as R reads them from the live API, as CSV without a heading:
# `Rscript read.R csv|json ADDRESS COLUMN...`.
arguments <- commandArgs(trailingOnly = TRUE)
address <- paste0(arguments[2], ".", arguments[1])
rows <- switch(arguments[1],
  csv = read.csv(address, na.strings = ""),
  json = jsonlite::fromJSON(address)
)
write.table(rows[arguments[-(1:2)]], sep = ",", na = "", row.names = FALSE, col.names = FALSE)

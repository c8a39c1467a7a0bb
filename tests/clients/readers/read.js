// Prints columns of a collection as hyparquet, d3.csv and d3.json read them from the live API:
// `node read.js ADDRESS COLUMN…`, one JSON object of rows by reader.
import { autoType } from 'd3-dsv'
import { csv, json } from 'd3-fetch'
import { asyncBufferFromUrl, parquetReadObjects } from 'hyparquet'

const [address, ...columns] = process.argv.slice(2)
const rows = (records) => records.map((record) => columns.map((name) => record[name]))

const file = await asyncBufferFromUrl({ url: `${address}.parquet` })
const found = {
  hyparquet: rows(await parquetReadObjects({ file, columns })),
  'd3.csv': rows(await csv(`${address}.csv`, autoType)),
  'd3.json': rows(await json(`${address}.json`)),
}
// JSON has no word for a whole number of 64 bits; the amounts are within what a double holds.
console.log(JSON.stringify(found, (_, value) => (typeof value === 'bigint' ? Number(value) : value)))

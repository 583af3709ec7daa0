"""What importers of exports have in common: bytes to text (`decoding`), text cut into elements before any XML is read
(`splitting`, `fields`) or into the objects of JSON (`json_stream`), rows that others refer to (`shelf`), files that lie
beside an export (`beside`), and the addresses that an archive keeps for itself (`own_addresses`). Knows no format."""

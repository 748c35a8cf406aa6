# json_schema.awk - the page cli/JSON.md as a JSON Schema (draft 2020-12), for programs that read what --json prints.
#
# Every row of the first table is one shape: "accord.note/1" with keys; a key that ends in ? may be missing. A row
# named {text} is an object inside others. The second table says what a key holds: "| `id?` | `record audit.view` |";
# `audit.view` is the key `view` of accord.audit/1 (or of {audit}) alone. A key that stands in no row holds anything;
# tests/sh/json_page.sh finds those.
# Usage: awk -f json_schema.awk cli/JSON.md >accord.schema.json

BEGIN {
    base["id"] = "{ \"type\": \"string\", \"pattern\": \"^[0-9a-f]{64}$\" }"
    base["text"] = "{ \"type\": \"string\" }"
    base["word"] = "{ \"type\": \"string\", \"pattern\": \"^[a-z0-9][a-z0-9_-]*$\" }"
    base["org"] = "{ \"type\": \"string\", \"pattern\": \"^[A-Z]{3,6}$\" }"
    base["ref"] = "{ \"type\": \"string\", \"pattern\": \"^([^:]+:)?[A-Z]{3,6}-[0-9a-z]+-p?[0-9]+(~[0-9a-f]+)?$\" }"
    base["date"] = "{ \"type\": \"string\", \"pattern\": \"^[0-9]{4}-[0-9]{2}-[0-9]{2}$\" }"
    base["count"] = "{ \"type\": \"integer\", \"minimum\": 0 }"
    base["integer"] = "{ \"type\": \"integer\" }"
    base["truth"] = "{ \"type\": \"boolean\" }"
    base["any"] = "{ }"
    base["object"] = "{ \"type\": \"object\" }"
}

function fail(what) {
    print "cli/JSON.md: " what >"/dev/stderr"
    bad = 1
    exit 1
}

# "`a b`" without what stands around it.
function quoted(cell) {
    gsub(/^ *`|` *$/, "", cell)
    return cell
}

function holds(type,    words, n, i, out, inner) {
    if (type ~ /\?$/)
        return "{ \"anyOf\": [ " holds(substr(type, 1, length(type) - 1)) ", { \"type\": \"null\" } ] }"
    if (type ~ /^\[.*\]$/)
        return "{ \"type\": \"array\", \"items\": " holds(substr(type, 2, length(type) - 2)) " }"
    if (type ~ /^\{.*\}$/) {
        inner = substr(type, 2, length(type) - 2)
        needed[inner] = 1
        return "{ \"$ref\": \"#/$defs/in." inner "\" }"
    }
    if (type ~ /^one of /) {
        n = split(type, words, " ")
        for (i = 3; i <= n; i++)
            out = out (i > 3 ? ", " : "") (words[i] == "\"\"" ? "\"\"" : "\"" words[i] "\"")
        return "{ \"enum\": [ " out " ] }"
    }
    if (!(type in base))
        fail("no such type: " type)
    return "{ \"$ref\": \"#/$defs/" type "\" }"
}

function shape(r,    keys, n, i, key, type, out, required, sep) {
    n = split(row_keys[r], keys, " ")
    required = row_schema[r] != "" ? "\"schema\"" : ""
    if (row_schema[r] != "")
        out = "        \"schema\": { \"const\": \"" row_schema[r] "\" }"
    for (i = 1; i <= n; i++) {
        key = keys[i]
        if (key ~ /\?$/)
            key = substr(key, 1, length(key) - 1)
        else
            required = required (required != "" ? ", " : "") "\"" key "\""
        type = (row_short[r] "." key) in types ? types[row_short[r] "." key] : types[key]
        out = out (out != "" ? ",\n" : "") "        \"" key "\": " (type != "" ? holds(type) : "true")
    }
    sep = row_what[r] != "" ? "      \"description\": \"" row_what[r] "\",\n" : ""
    return "    \"" row_name[r] "\": {\n" sep "      \"type\": \"object\",\n      \"required\": [ " required " ],\n      \"properties\": {\n" out "\n      }\n    }"
}

/^\| `/ {
    n = split($0, cells, "|")
    first = quoted(cells[2])
    if (n == 4) {
        k = split(quoted(cells[3]), keys, " ")
        for (i = 1; i <= k; i++)
            types[keys[i]] = first
    } else if (n == 5) {
        r = ++rows
        row_keys[r] = quoted(cells[4])
        row_what[r] = cells[3]
        gsub(/^ *| *$|`/, "", row_what[r])
        gsub(/["\\]/, "", row_what[r])
        if (first ~ /^\{.*\}$/) {
            row_short[r] = substr(first, 2, length(first) - 2)
            row_name[r] = "in." row_short[r]
            has[row_short[r]] = 1
        } else {
            row_short[r] = first
            sub(/^accord\./, "", row_short[r])
            sub(/\/.*/, "", row_short[r])
            row_schema[r] = first ~ /^accord\./ ? first : ""
            row_name[r] = row_short[r] "." ++shapes[row_short[r]]
            lines = lines (lines != "" ? ",\n" : "") "    { \"$ref\": \"#/$defs/" row_name[r] "\" }"
        }
    }
}

END {
    if (bad)
        exit 1
    for (r = 1; r <= rows; r++)
        defs = defs ",\n" shape(r)
    for (name in needed)
        if (!(name in has))
            fail("no row {" name "}")
    print "{"
    print "  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\","
    print "  \"$id\": \"urn:accord:json:1\","
    print "  \"title\": \"A line that accord prints with --json\","
    print "  \"description\": \"One object a line; its schema says which. Keys may be added: skip those you do not know. With --json=KEYS only these keys are printed. The object without schema is a failure, on standard error. Made from JSON.md.\","
    print "  \"anyOf\": [\n" lines "\n  ],"
    print "  \"$defs\": {"
    n = split("any count date id integer object org ref text truth word", order, " ")
    for (i = 1; i <= n; i++)
        print "    \"" order[i] "\": " base[order[i]] (i < n ? "," : defs)
    print "  }\n}"
}

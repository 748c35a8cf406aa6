# report.awk - the table of a benchmark, from lines "SIZE STEP WHO NAME VALUE".

function median(key,    n, i, j, t, v) {
    n = count[key]
    for (i = 1; i <= n; i++) v[i] = value[key, i]
    for (i = 2; i <= n; i++)
        for (j = i; j > 1 && v[j] < v[j - 1]; j--) { t = v[j]; v[j] = v[j - 1]; v[j - 1] = t }
    return n == 0 ? "" : n % 2 ? v[(n + 1) / 2] : (v[n / 2] + v[n / 2 + 1]) / 2
}

function of(size, step, who, name) { return median(size SUBSEP step SUBSEP who SUBSEP name) }

function short(v) { return v == "" ? "-" : v >= 1000 ? sprintf("%.0f", v) : v >= 10 ? sprintf("%.1f", v) : sprintf("%.2f", v) }

function ratio(a, b) { return a == "" || b == "" || b == 0 ? "-" : sprintf("%.2f", a / b) }

# How much more a step took than at the size before, beside how much more there was.
function growth(i, step, who, name,    a, b) {
    if (i == 1) return "-"
    a = of(sizes[i - 1], step, who, name); b = of(sizes[i], step, who, name)
    return a == "" || b == "" || a == 0 ? "-" : sprintf("%.1f of %.0f", b / a, sizes[i] / sizes[i - 1])
}

{
    key = $1 SUBSEP $2 SUBSEP $3 SUBSEP $4
    value[key, ++count[key]] = $5
    if (!($1 in known)) { known[$1] = 1; sizes[++nsizes] = $1 }
}

END {
    split("one bulk first noop ten diverge audit", step, " ")
    title["one"] = "A1 author one, durable"
    title["bulk"] = "A2 author all, in bulk"
    title["first"] = "B  first sync, two processes"
    title["noop"] = "C  sync, nothing new"
    title["ten"] = "D  sync, 10 new"
    title["diverge"] = "E  sync, a tenth new on both"
    title["audit"] = "F  full audit"
    split("open_ms state_ms partner_ms history_ms common_ms rare_ms", looks, " ")
    title["open_ms"] = "G  open"
    title["state_ms"] = "   list, by state"
    title["partner_ms"] = "   list, by state and partner"
    title["history_ms"] = "   history of one record"
    title["common_ms"] = "   search, words of many records"
    title["rare_ms"] = "   search, words of one"

    printf "Milliseconds, medians of %d or more runs in turn. ratio: accord to floor; cpu: the same of processor time\n", count[sizes[nsizes] SUBSEP "first" SUBSEP "accord" SUBSEP "ms"]
    printf "of both processes. growth: how much more (processor time, bytes) than at the size before, of how much more work.\n\n"
    printf "%-30s %9s %10s %10s %7s %7s  %s\n", "step", "changes", "accord", "floor", "ratio", "cpu", "growth"
    for (s = 1; s in step; s++)
        for (i = 1; i <= nsizes; i++)
            printf "%-30s %9d %10s %10s %7s %7s  %s\n", i == 1 ? title[step[s]] : "", sizes[i],
                short(of(sizes[i], step[s], "accord", "ms")), short(of(sizes[i], step[s], "floor", "ms")),
                ratio(of(sizes[i], step[s], "accord", "ms"), of(sizes[i], step[s], "floor", "ms")),
                ratio(of(sizes[i], step[s], "accord", "cpu_ms"), of(sizes[i], step[s], "floor", "cpu_ms")),
                growth(i, step[s], "accord", "cpu_ms")
    for (i = 1; i <= nsizes; i++) {
        a = of(sizes[i], "first", "accord", "cpu_ms"); f = of(sizes[i], "first", "floor", "cpu_ms"); u = of(sizes[i], "first", "unverified", "cpu_ms")
        printf "%-30s %9d %10s %10s %7s %7s\n", i == 1 ? "   first sync but signatures, cpu" : "", sizes[i], short(a - (f - u)), short(u), ratio(a - (f - u), u), ""
    }
    for (i = 1; i <= nsizes; i++) {
        a = of(sizes[i], "noop", "accord", "ms"); f = of(sizes[i], "noop", "floor", "connect_ms")
        b = of(sizes[i], "ten", "accord", "ms")
        printf "%-30s %9d %10s %10s\n", i == 1 ? "   beyond connecting: C, D" : "", sizes[i], short(a - f), short(b - f)
    }
    for (s = 1; s in looks; s++)
        for (i = 1; i <= nsizes; i++)
            printf "%-30s %9d %10s %10s %7s %7s  %s\n", i == 1 ? title[looks[s]] : "", sizes[i],
                short(of(sizes[i], "look", "accord", looks[s])), "", "", "", growth(i, "look", "accord", looks[s])

    printf "\n%-30s %9s %10s %10s %10s  %s\n", "bytes", "changes", "accord", "floor", "a change", "growth"
    for (i = 1; i <= nsizes; i++)
        printf "%-30s %9d %10d %10d %10.0f  %s\n", i == 1 ? "on disk" : "", sizes[i], of(sizes[i], "disk", "accord", "bytes"), of(sizes[i], "disk", "floor", "bytes"),
            of(sizes[i], "disk", "accord", "bytes") / of(sizes[i], "work", "accord", "changes"), growth(i, "disk", "accord", "bytes")
    split("first noop ten", wires, " ")
    for (s = 1; s in wires; s++)
        for (i = 1; i <= nsizes; i++) {
            w = of(sizes[i], wires[s] "-wire", "accord", "wire")
            printf "%-30s %9d %10d %10s %10s  %s\n", i == 1 ? "on the wire, " wires[s] : "", sizes[i], w, "",
                wires[s] == "first" ? sprintf("%.0f", w / of(sizes[i], "work", "accord", "changes")) : "", growth(i, wires[s] "-wire", "accord", "wire")
        }
    for (i = 1; i <= nsizes; i++)
        printf "%-30s %9d %10d %10s %10s\n", i == 1 ? "of a change: header, JSON" : "", sizes[i], of(sizes[i], "work", "accord", "header"), "", of(sizes[i], "work", "accord", "json")

    printf "\n%-30s %9s %10s %10s\n", "peak memory, kB", "changes", "accord", "floor"
    split("bulk first first diverge audit look", at, " ")
    split("peak_kb peak_kb serve_peak_kb peak_kb peak_kb peak_kb", what, " ")
    split("A2 author|B  sync|B  serve|E  sync|F  audit|G  list", names, "|")
    for (s = 1; s in at; s++)
        for (i = 1; i <= nsizes; i++)
            printf "%-30s %9d %10s %10s\n", i == 1 ? names[s] : "", sizes[i], of(sizes[i], at[s], "accord", what[s]), of(sizes[i], at[s], "floor", what[s])
}

/// Letters that names in Prometheus may have.
enum PrometheusName {
    /// Letters and digits of ASCII; each run of others becomes one `_` between them. Colons too: they are for recording
    /// rules.
    static func plain(_ name: String) -> String {
        var (plain, isGap) = ("", false)
        for scalar in name.unicodeScalars {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9":
                if isGap, !plain.isEmpty { plain.append("_") }
                plain.unicodeScalars.append(scalar)
                isGap = false
            default: isGap = true
            }
        }
        return plain
    }

    /// The name of a label. Those that histograms and summaries need for themselves get another one.
    static func label(_ name: String) -> String {
        let plain = plain(name)
        switch plain {
        case "": return "label"
        case "le", "quantile": return "label_" + plain
        default: return plain.first.map { $0.isNumber } == true ? "label_" + plain : plain
        }
    }
}

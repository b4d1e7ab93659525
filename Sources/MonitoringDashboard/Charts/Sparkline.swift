/// A small line without axes, from 0 to the greatest of its values; nothing where nothing is known.
struct Sparkline: Sendable {
    let values: [Double?]

    var html: HTML {
        let greatest = values.compactMap { $0 }.filter(\.isFinite).max() ?? 0
        guard greatest > 0, values.count > 1 else { return "<span class=\"quiet\">–</span>" }
        var path = ""
        var isDrawing = false
        for (index, value) in values.enumerated() {
            guard let value, value.isFinite else {
                isDrawing = false
                continue
            }
            let x = Double(index) / Double(values.count - 1) * 100
            let y = 22 - max(0, value) / greatest * 20
            path += "\(isDrawing ? "L" : "M")\(x.coordinate) \(y.coordinate)"
            if !isDrawing { path += "h0.01" }
            isDrawing = true
        }
        return """
            <svg class="spark" viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden="true">\
            <path class="line s0" d="\(path)"/></svg>
            """
    }
}

import DatabaseMonitoring

/// The first line, and the figures that people look for first.
struct HealthSection: Sendable {
    let data: DashboardData

    var html: HTML {
        let health = Health(data.snapshot, now: data.clock.now)
        let more: [HTML] = health.troubles.dropFirst().map { "<li>\(line($0))</li>" }
        let list: HTML = more.isEmpty ? "" : "<ul class=\"troubles\">\(more)</ul>"
        return """
            <section id="health" data-part tabindex="-1" class="health \(Self.style(health.level))" aria-labelledby="health-title">\
            <h1 id="health-title">\(headline(health))</h1>\(list)<p class="lead">\(watched(health))</p>\
            \(failure)<dl class="tiles">\(tiles)</dl></section>
            """
    }

    private func headline(_ health: Health) -> HTML {
        guard let first = health.troubles.first else {
            return "<span class=\"sign\" aria-hidden=\"true\">✓</span> All well"
        }
        return "<span class=\"sign\" aria-hidden=\"true\">\(first.level == .critical ? "✕" : "!")</span> \(line(first))"
    }

    private func line(_ trouble: Health.Trouble) -> HTML {
        let since: HTML = trouble.since.map { "<span class=\"since\">\(data.clock.since($0))</span>" } ?? ""
        return "<a href=\"#\(trouble.anchor)\">\(trouble.text)</a> \(since)"
    }

    private func watched(_ health: Health) -> HTML {
        guard let snapshot = data.snapshot else { return "Figures come with the first sample." }
        let pending: HTML = health.pending == 0 ? "" : " \(health.pending) more may fire soon."
        let time = data.clock.time(snapshot.time, seconds: true)
        return """
            \(snapshot.alerts.count) alert rules watch.\(pending) Sampled at <time data-sampled>\(time)</time>, \
            every \(Measure.seconds.text(snapshot.interval)).
            """
    }

    private var failure: HTML {
        data.window.failure.map { "<p class=\"message\" role=\"alert\">\($0)</p>" } ?? ""
    }

    private static func style(_ level: Health.Level) -> String {
        switch level {
        case .well: "well"
        case .warning: "warning"
        case .critical: "critical"
        }
    }

    private var tiles: [HTML] {
        guard let snapshot = data.snapshot else { return [] }
        var tiles: [HTML] = []
        if !snapshot.routes.isEmpty {
            let requests = snapshot.routes.map(\.requests).reduce(0, +)
            let slowest = snapshot.routes.prefix(SeriesPlan.timedRoutes).compactMap(\.p95).max()
            tiles.append(tile("Requests", Measure.rate.text(requests), "p95 at most \(Measure.seconds.text(slowest))"))
        }
        if let pool = snapshot.pool {
            tiles.append(
                tile(
                    "Connections leased", "\(pool.leased) of \(pool.limit)",
                    "\(pool.waiting) waiting, \(pool.idle) idle"))
        }
        let cached = snapshot.cache.map(\.requests).reduce(0, +)
        if cached > 0 {
            let hits = snapshot.cache.map { ($0.hitRatio ?? 0) * $0.requests }.reduce(0, +)
            tiles.append(tile("Cache hits", Measure.ratio.text(hits / cached), "of \(Measure.rate.text(cached))"))
        }
        let commits = snapshot[.commits]
        tiles.append(
            tile("Transactions", Measure.rate.text(commits), "\(Measure.rate.text(snapshot[.rollbacks])) rolled back"))
        let blocked = snapshot.blocking.reduce(0) { $0 + $1.blockedCount }
        let longest = snapshot.blocking.map(\.longestWait).max() ?? 0
        tiles.append(
            tile(
                "Blocked sessions", "\(blocked)", blocked == 0 ? "nobody waits" : "for \(Measure.seconds.text(longest))"
            ))
        return tiles
    }

    private func tile(_ name: String, _ value: String, _ note: String) -> HTML {
        "<div><dt>\(name)</dt><dd><b>\(value)</b> <span>\(note)</span></dd></div>"
    }
}

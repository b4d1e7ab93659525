import DatabaseMonitoring
import Foundation

/// The dashboard: complete without a script, which only keeps it up to date.
struct DashboardPage: Sendable {
    let data: DashboardData
    let canSignOut: Bool

    var html: HTML {
        DocumentShell(title: title, header: header, main: main, isLive: true).html
    }

    /// What is replaced when there is something new.
    var main: HTML {
        let range = data.window.range.rawValue
        return """
            <main id="main" data-live="/dashboard/fragment?range=\(range)" data-range="\(range)" data-title="\(title)" data-zone="\(data.clock.timeZone.identifier)">\
            \(HealthSection(data: data).html)\(sections.map(\.html))\
            <footer data-part id="footer"><p>Times in \(data.clock.timeZone.identifier). \
            <a href="/metrics">Metrics</a> for Prometheus, <a href="/api/snapshot">the snapshot</a> as JSON.</p></footer></main>
            """
    }

    private var sections: [PageSection] {
        [
            AlertSection(data: data).section, RequestSection(data: data).section, ConnectionSection(data: data).section,
            CacheSection(data: data).section, StatementSection(data: data).section, BlockingSection(data: data).section,
            SessionSection(data: data).section, TableSection(data: data).section, IndexSection(data: data).section,
            ReplicationSection(data: data).section, ServerSection(data: data).section,
            MonitorSection(data: data).section,
        ]
    }

    private var title: String {
        let trouble = Health(data.snapshot, now: data.clock.now).troubles.count
        let name = data.snapshot?.server?.database ?? "Database"
        return trouble == 0 ? "\(name): all well" : "(\(trouble)) \(name)"
    }

    private var header: HTML {
        let places: [HTML] = sections.map { "<li><a href=\"#\($0.id)\">\($0.title)</a></li>" }
        return """
            <header><div class="bar"><p class="brand">\(data.snapshot?.server?.database ?? "Database") \
            <span class="quiet">monitor</span></p>\(RangeChoice(path: "/dashboard", chosen: data.window.range).html)\
            <p class="live" id="live" role="status"><span class="js-only">connecting</span></p>\
            <button class="js-only" id="help-button" aria-haspopup="dialog">Keys <kbd>?</kbd></button>\
            \(SignOutButton(isShown: canSignOut).html)</div>\
            <nav aria-label="Sections"><ul class="places">\(places)</ul></nav></header>\(KeyHelp.html)
            """
    }
}

/// The four ranges, as links: the one that is shown is marked.
struct RangeChoice: Sendable {
    var path: String
    var chosen: TimeRange

    var html: HTML {
        let links: [HTML] = TimeRange.allCases.map { range in
            let mark: HTML = range == chosen ? " aria-current=\"true\"" : ""
            return """
                <li><a href="\(path)?range=\(range.rawValue)" data-choose="\(range.rawValue)"\(mark)>\(range.title)</a></li>
                """
        }
        return "<nav aria-label=\"Time range\"><ul class=\"ranges\">\(links)</ul></nav>"
    }
}

enum KeyHelp {
    static let html: HTML = """
        <dialog id="help" aria-labelledby="help-title"><h2 id="help-title">Keys</h2><dl>\
        <div><dt><kbd>1</kbd> <kbd>2</kbd> <kbd>3</kbd> <kbd>4</kbd></dt><dd>15 min, 1 h, 6 h, 24 h</dd></div>\
        <div><dt><kbd>j</kbd> or <kbd>→</kbd></dt><dd>next section</dd></div>\
        <div><dt><kbd>k</kbd> or <kbd>←</kbd></dt><dd>section before</dd></div>\
        <div><dt><kbd>g</kbd></dt><dd>to the top</dd></div>\
        <div><dt><kbd>?</kbd></dt><dd>this help; <kbd>Esc</kbd> closes it</dd></div></dl>\
        <form method="dialog"><button>Close</button></form></dialog>
        """
}

import Foundation
import Testing

@testable import MonitoringDashboard

@Suite(.serialized) struct DashboardBrowserTests {
    @Test func `it is drawn without a complaint and asks nobody else`() async throws {
        try await TestMonitor.with(GeneratedSource(snapshot: GeneratedSnapshot().troubled)) { monitor in
            try await Browser.with { browser in
                let page = try await BrowserPage(browser)

                try await page.open("\(monitor.url)/dashboard?range=6h#statements")
                let isLive = try await page.becomes("document.getElementById('live').textContent === 'live'")
                let charts = try await page.evaluate("document.querySelectorAll('.plot .line[d^=M]').length")
                let heading = try await page.evaluate("document.querySelector('h1').textContent")

                #expect(isLive)
                #expect(try #require(Int(charts)) > 20)
                #expect(heading.contains("Longest wait for a lock is 12.4"))
                #expect(await page.complaints == [])
                let foreign = await page.requests.filter { !$0.hasPrefix(monitor.url) }
                #expect(foreign == [])
            }
        }
    }

    @Test func `a blocked session is shown as soon as it is sampled`() async throws {
        try await TestMonitor.with { monitor in
            try await Browser.with { browser in
                let page = try await BrowserPage(browser)
                try await page.open("\(monitor.url)/dashboard")
                _ = try await page.becomes("document.getElementById('live').textContent === 'live'")
                let before = try await page.evaluate("document.querySelector('#blocking .tree') === null")

                monitor.source.publish(GeneratedSnapshot(now: Date()).troubled)
                let isShown = try await page.becomes(
                    "document.querySelector('#blocking .tree .tree .pid')?.textContent === '4280'")

                #expect(before == "true")
                #expect(isShown)
                #expect(try await page.evaluate("document.title").hasPrefix("(2)"))
                #expect(await page.complaints == [])
            }
        }
    }

    @Test(arguments: [
        ("/dashboard", 360), ("/dashboard", 1280), ("/dashboard/statements/s0%2F16384%2B0", 360), ("/sign-in", 360),
    ])
    func `nothing makes the page wider than the window`(path: String, width: Int) async throws {
        try await TestMonitor.with(GeneratedSource(snapshot: GeneratedSnapshot().troubled)) { monitor in
            try await Browser.with { browser in
                let page = try await BrowserPage(browser, width: width, height: 740)

                try await page.open(monitor.url + path)

                let overflow = try await page.evaluate(PageInspection.overflow)
                #expect(overflow == "")
                #expect(try await page.evaluate("document.documentElement.clientWidth") == "\(width)")
            }
        }
    }

    @Test(arguments: BrowserPage.Scheme.allCases)
    func `everything can be read in both colour schemes`(scheme: BrowserPage.Scheme) async throws {
        try await TestMonitor.with(GeneratedSource(snapshot: GeneratedSnapshot().troubled)) { monitor in
            try await Browser.with { browser in
                let page = try await BrowserPage(browser, scheme: scheme)
                for path in ["/dashboard", "/dashboard/statements/s0%2F16384%2B0", "/sign-in"] {
                    try await page.open(monitor.url + path)
                    _ = try await page.evaluate(
                        "document.querySelectorAll('details').forEach((one) => one.open = true)")

                    let unreadable = try await page.evaluate(PageInspection.lowContrast)
                    #expect(unreadable == "", "\(path)")
                }
                let ground = try await page.evaluate("getComputedStyle(document.body).backgroundColor")
                #expect(ground == (scheme == .dark ? "rgb(15, 21, 27)" : "rgb(246, 247, 248)"))
            }
        }
    }

    @Test func `keys choose ranges, go from section to section and show the help`() async throws {
        try await TestMonitor.with { monitor in
            try await Browser.with { browser in
                let page = try await BrowserPage(browser)
                try await page.open("\(monitor.url)/dashboard?range=1h")

                try await page.press("4")
                let isDay = try await page.becomes("document.querySelector('main').dataset.range === '24h'")
                try await page.press("j")
                try await page.press("j")
                let second = try await page.evaluate("document.activeElement.id")
                try await page.press("ArrowLeft")
                let first = try await page.evaluate("document.activeElement.id")
                try await page.press("?")
                let help = try await page.evaluate("document.getElementById('help').open")

                #expect(isDay)
                #expect(try await page.evaluate("location.search + location.hash") == "?range=24h#alerts")
                #expect(second == "requests")
                #expect(first == "alerts")
                #expect(help == "true")
                #expect(await page.complaints == [])
            }
        }
    }

    @Test func `the focus can be seen, and its first stop leads past the navigation`() async throws {
        try await TestMonitor.with { monitor in
            try await Browser.with { browser in
                let page = try await BrowserPage(browser)
                try await page.open("\(monitor.url)/dashboard")
                var seen: [String] = []

                for _ in 0..<6 {
                    try await page.press("Tab")
                    seen.append(
                        try await page.evaluate(
                            """
                            (() => { const one = document.activeElement; const style = getComputedStyle(one); return \
                            `${one.textContent.trim()}|${style.outlineStyle}|${parseFloat(style.outlineWidth) >= 2}`; })()
                            """))
                }

                #expect(seen.first == "Skip to the content|solid|true")
                #expect(seen.allSatisfy { $0.hasSuffix("|solid|true") }, "\(seen)")
                #expect(Set(seen).count == 6)
            }
        }
    }

    @Test func `a chart says what its lines are where the pointer is`() async throws {
        try await TestMonitor.with { monitor in
            try await Browser.with { browser in
                let page = try await BrowserPage(browser)
                try await page.open("\(monitor.url)/dashboard?range=6h")
                let reading = try await page.evaluate(PageInspection.pointing(at: 0.75))
                let gap = try await page.evaluate(PageInspection.pointing(at: 0.445))

                #expect(
                    reading.firstMatch(of: /^\d\d:\d\d\nanswered [\d.]+\u00A0\/s\nstatus 5xx [\d.]+\u00A0\/s$/) != nil,
                    "\(reading)")
                #expect(gap.contains("answered –"))
                #expect(await page.complaints == [])
            }
        }
    }

    @Test func `an alert is silenced by its button`() async throws {
        try await TestMonitor.with(GeneratedSource(snapshot: GeneratedSnapshot().troubled)) { monitor in
            try await Browser.with { browser in
                let page = try await BrowserPage(browser)
                try await page.open("\(monitor.url)/dashboard")

                _ = try await page.evaluate(
                    "document.querySelector('#alert-lock_wait [data-seconds=\"3600\"]').click()")
                let isSaid = try await page.becomes(
                    "document.querySelector('#alert-lock_wait').textContent.includes('Silenced until')")

                #expect(isSaid)
                #expect(monitor.source.silences.keys.sorted() == ["lock_wait"])
            }
        }
    }

    @Test func `the button that tests the webhooks says how each went`() async throws {
        try await TestMonitor.with { monitor in
            try await Browser.with { browser in
                let page = try await BrowserPage(browser)
                try await page.open("\(monitor.url)/dashboard")

                _ = try await page.evaluate("document.querySelector('[data-url=\"/api/alerts/test\"]').click()")
                let isSaid = try await page.becomes(
                    "document.querySelector('#alerts > p > [data-answer]').textContent !== ''")
                let answer = try await page.evaluate(
                    "document.querySelector('#alerts > p > [data-answer]').textContent")

                #expect(isSaid)
                #expect(
                    answer == "hooks.example: delivered; other.example: status 410: the channel is archived")
                #expect(await page.complaints == [])
            }
        }
    }
}

import Foundation
import Testing

@testable import MonitoringDashboard

@Suite(.serialized) struct DashboardPictureTests {
    /// The pictures of `docs/`, written where `BOOKEDBARBER_SCREENSHOTS` says.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["BOOKEDBARBER_SCREENSHOTS"] != nil))
    func `pictures are taken`() async throws {
        let folder = ProcessInfo.processInfo.environment["BOOKEDBARBER_SCREENSHOTS"] ?? ""
        try await TestMonitor.with(GeneratedSource(snapshot: GeneratedSnapshot().troubled)) { monitor in
            try await Browser.with { browser in
                for (name, path, width, height, scheme) in Self.pictures {
                    let page = try await BrowserPage(browser, width: width, height: height, scheme: scheme)
                    try await page.open(monitor.url + path)
                    if !path.contains("statements/") && path != "/sign-in" {
                        _ = try await page.becomes("document.getElementById('live').textContent === 'live'")
                    }
                    try await page.screenshot().write(to: URL(filePath: "\(folder)/\(name).png"))
                    try await page.close()
                }
            }
        }
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment["BOOKEDBARBER_SCREENSHOTS"] != nil))
    func `a picture of a usual moment is taken`() async throws {
        let folder = ProcessInfo.processInfo.environment["BOOKEDBARBER_SCREENSHOTS"] ?? ""
        try await TestMonitor.with { monitor in
            try await Browser.with { browser in
                let page = try await BrowserPage(browser, height: 1400)
                try await page.open("\(monitor.url)/dashboard?range=24h")
                _ = try await page.becomes("document.getElementById('live').textContent === 'live'")
                _ = try await page.evaluate(PageInspection.pointing(at: 0.3))
                try await page.screenshot().write(to: URL(filePath: "\(folder)/well.png"))
            }
        }
    }

    private static let pictures: [(String, String, Int, Int, BrowserPage.Scheme)] = [
        ("dashboard", "/dashboard?range=6h", 1280, 1400, .light),
        ("dashboard-dark", "/dashboard?range=6h", 1280, 1400, .dark),
        ("dashboard-phone", "/dashboard?range=1h", 360, 1600, .light),
        ("statement", "/dashboard/statements/s0%2F16384%2B0", 1280, 1200, .light),
        ("sign-in", "/sign-in", 900, 700, .light),
        ("connections", "/dashboard?range=15m#connections", 1280, 1500, .light),
        ("queries-dark", "/dashboard?range=24h#statements", 1280, 1500, .dark),
        ("tables", "/dashboard?range=1h#tables", 1280, 1500, .light),
        ("queries-phone", "/dashboard?range=6h#requests", 360, 1500, .dark),
    ]
}

import DatabaseMonitoring
import Foundation
import HTTPTypes
import Hummingbird

/// What people look at.
struct PageRoutes: Sendable {
    let source: any MonitorSource
    let history: DashboardHistory
    let timeZone: TimeZone
    let now: @Sendable () -> Date

    func add(to router: Router<AdminRequestContext>) {
        router.get("/") { _, _ in Response.redirect(to: "/dashboard", type: .normal) }
        router.get("/dashboard") { request, context in
            let data = try await data(try request.range())
            return Response.html(DashboardPage(data: data, canSignOut: context.session != nil).html)
        }
        // The script puts it in place of what the page shows.
        router.get("/dashboard/fragment") { request, _ in
            Response.html(DashboardPage(data: try await data(try request.range()), canSignOut: false).main)
        }
        router.get("/dashboard/statements/{id}") { request, context in
            let range = try request.range(else: .day)
            let statement = try await StatementData.load(
                try context.segment("id"), range: range, source, now: now())
            let clock = Clock(timeZone: timeZone, now: now())
            return Response.html(StatementPage(data: statement, clock: clock, canSignOut: context.session != nil).html)
        }
        for asset in Asset.all {
            router.get(RouterPath(asset.path)) { request, _ in asset.response(to: request) }
        }
    }

    private func data(_ range: TimeRange) async throws -> DashboardData {
        let snapshot = source.snapshot
        let window = await history.window(range, for: snapshot)
        return DashboardData(snapshot: snapshot, window: window, clock: Clock(timeZone: timeZone, now: now()))
    }
}

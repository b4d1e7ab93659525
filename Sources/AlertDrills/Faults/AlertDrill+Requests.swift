import DatabaseMonitoring
import Metrics

extension AlertDrill {
    static let errorRate = AlertDrill(
        "error_rate", "Records answers as the HTTP server does, of which 10 % are errors, then 40 %."
    ) { stage in
        let percent = Dial(0)
        try await stage.whileRunning([{ try await answer(stage.registry, percent) }]) {
            try await stage.fault("10 % of the answers have the status 500") {
                percent.turn(to: 10)
                try await stage.fires()
                percent.turn(to: 40)
                try await stage.getsWorse()
                percent.turn(to: 0)
            }
        }
    }

    private static func answer(_ registry: MetricsRegistry, _ percent: Dial) async throws {
        let (good, bad) = (timer(status: 200, registry), timer(status: 500, registry))
        while !Task.isCancelled {
            let errors = percent.value
            for number in 0..<100 { (number < errors ? bad : good).recordMilliseconds(4) }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private static func timer(status: Int, _ registry: MetricsRegistry) -> Timer {
        Timer(
            label: "http.server.request.duration",
            dimensions: [
                ("http.request.method", "GET"), ("http.route", "/v1/shops/{id}"),
                ("http.response.status_code", "\(status)"), ("url.scheme", "http"),
            ], preferredDisplayUnit: .seconds, factory: registry)
    }
}

import ServiceLifecycle

/// The monitor's HTTP server: says when it is gone, so that nobody waits for its port, and what it was that it couldn't
/// listen on.
struct MonitorServer: Service {
    let server: any Service
    let port: MonitorPort
    let address: ListenAddress

    func run() async throws {
        defer { port.gone() }
        do {
            try await server.run()
        } catch {
            throw address.isListenFailure(error) ? address.failure(error) : error
        }
    }
}

import BenchmarkReport

/// A load of keep-alive connections, each of which sends its next request when it has read the answer to the one
/// before, from one thread.
///
/// It holds the thread it is called on: nothing else happens in this process meanwhile.
final class ClosedLoop {
    struct Outcome {
        var responses = 0
        var elapsed: Duration = .zero
        /// In microseconds.
        var latencies: [Double] = []
        var cpuMicroseconds = 0.0

        var perSecond: Double { Double(responses) / elapsed.inSeconds }
    }

    private let connections: [LoadConnection]
    private let queue: ReadinessQueue
    private var buffer = [UInt8](repeating: 0, count: 64 << 10)
    private var ready: [Int] = []

    /// Opens a connection for each request, and asks each once.
    /// - Parameter isRight: whether a body is what the request, by its place, must be answered with.
    init(_ requests: [HTTPRequest], port: Int, isRight: (Int, String) -> Bool) throws(BenchmarkFailure) {
        connections = try requests.map { request throws(BenchmarkFailure) in try LoadConnection(request, port: port) }
        queue = try ReadinessQueue(connections.map { $0.socket.descriptor })
        for (place, connection) in connections.enumerated() {
            let body = try connection.exchange(&buffer)
            guard isRight(place, body) else {
                throw BenchmarkFailure("\(requests[place].path) was answered \(body.prefix(500)), which isn't right")
            }
        }
    }

    /// Asks for a time, and reads the answers that are due then.
    func run(for duration: Duration) throws -> Outcome {
        var outcome = Outcome()
        let cpu = CPUTime.ownMicroseconds
        let start = ContinuousClock.now
        let end = start + duration
        for connection in connections { try connection.send(start) }
        var waiting = connections.count
        var last = start
        while waiting > 0 {
            try Task.checkCancellation()
            queue.wait(&ready)
            if ready.isEmpty, .now - last > .seconds(10) { throw BenchmarkFailure("no answer for 10 seconds") }
            for place in ready {
                let connection = connections[place]
                guard try connection.receive(&buffer) != nil else { continue }
                last = .now
                outcome.responses += 1
                outcome.latencies.append((last - connection.sentAt).inMicroseconds)
                if last < end { try connection.send(last) } else { waiting -= 1 }
            }
        }
        outcome.elapsed = last - start
        outcome.cpuMicroseconds = CPUTime.ownMicroseconds - cpu
        return outcome
    }
}

import BenchmarkReport

/// One keep-alive connection with one request at a time under way.
final class LoadConnection {
    let request: HTTPRequest
    let socket: Socket
    /// What has come of a response that isn't complete.
    private var pending: [UInt8] = []
    private var length: Int?
    private(set) var sentAt = ContinuousClock.now

    init(_ request: HTTPRequest, port: Int) throws(BenchmarkFailure) {
        self.request = request
        socket = try Socket(port: port)
    }

    /// Sends and waits for the whole response.
    func exchange(_ buffer: inout [UInt8]) throws(BenchmarkFailure) -> String {
        try send(.now)
        while true {
            if let body = try receive(&buffer) { return String(decoding: buffer[body], as: UTF8.self) }
        }
    }

    func send(_ now: ContinuousClock.Instant) throws(BenchmarkFailure) {
        sentAt = now
        try socket.send(request.bytes)
    }

    /// Takes what has come.
    /// - Returns: where in `buffer` the body is, when the response is complete.
    /// - Throws: when it isn't a 200 as long as all the others here.
    func receive(_ buffer: inout [UInt8]) throws(BenchmarkFailure) -> Range<Int>? {
        var count = try socket.receive(into: &buffer)
        if !pending.isEmpty {
            pending += buffer.prefix(count)
            count = pending.count
            if buffer.count < count { buffer += Array(repeating: 0, count: count) }
            buffer.replaceSubrange(0..<count, with: pending)
        }
        guard let response = try HTTPResponse(in: buffer, count: count) else {
            pending = Array(buffer.prefix(count))
            return nil
        }
        if !pending.isEmpty { pending = [] }
        try check(response, buffer)
        return response.body
    }

    private func check(_ response: HTTPResponse, _ buffer: [UInt8]) throws(BenchmarkFailure) {
        guard response.status == 200 else {
            let body = String(decoding: buffer[response.body].prefix(500), as: UTF8.self)
            throw BenchmarkFailure("\(request.path) was answered \(response.status): \(body)")
        }
        if let length, length != response.body.count {
            throw BenchmarkFailure(
                "\(request.path) was answered with \(response.body.count) bytes, and with \(length) before")
        }
        length = response.body.count
    }
}

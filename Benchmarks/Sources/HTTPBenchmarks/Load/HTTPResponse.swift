import BenchmarkReport

/// A response, read as far as a load needs it: the status, and where the body is.
struct HTTPResponse {
    let status: Int
    let body: Range<Int>

    /// - Returns: nil when the response isn't complete.
    /// - Throws: when it isn't one, or has no `Content-Length`.
    init?(in bytes: [UInt8], count: Int) throws(BenchmarkFailure) {
        guard count >= 16 else { return nil }
        guard bytes[0] == UInt8(ascii: "H"), let status = Self.number(bytes, 9..<12) else {
            throw BenchmarkFailure("what the server sent isn't an HTTP response")
        }
        var line = 0
        var length: Int?
        var index = 0
        while index < count {
            guard bytes[index] == UInt8(ascii: "\n") else {
                index += 1
                continue
            }
            if index - line <= 1 {
                guard let length else { throw BenchmarkFailure("a response has no Content-Length") }
                guard count >= index + 1 + length else { return nil }
                self.status = status
                body = (index + 1)..<(index + 1 + length)
                guard body.upperBound == count else { throw BenchmarkFailure("a response is longer than it says") }
                return
            }
            if Self.isContentLength(bytes, line, index) { length = Self.number(bytes, (line + 15)..<index) }
            index += 1
            line = index
        }
        return nil
    }

    private static let contentLength = Array("content-length:".utf8)

    private static func isContentLength(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
        guard bytes[start] | 0x20 == contentLength[0], end - start > contentLength.count else { return false }
        for offset in contentLength.indices where bytes[start + offset] | 0x20 != contentLength[offset] | 0x20 {
            return false
        }
        return true
    }

    /// The digits in a range, blanks aside.
    private static func number(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
        var value: Int?
        for index in range {
            let byte = bytes[index]
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { continue }
            value = (value ?? 0) * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return value
    }
}

import Foundation
import Logging
import Synchronization
import Testing

@testable import BookedBarberCommand

@Suite("Log lines")
struct LogLineTests {
    private let time = Date(timeIntervalSince1970: 1_795_478_400.25)

    private func text(_ message: String, _ metadata: Logger.Metadata = [:]) -> String {
        LogLine(level: .info, message: message, metadata: metadata).text(at: time)
    }

    @Test("a line has time, level, message and facts in a fixed order")
    func order() {
        #expect(
            text("Listening", ["port": "80", "host": "::1"])
                == "2026-11-24T00:00:00.250Z info     Listening host=::1 port=80")
    }

    @Test("a value with blanks, quotes or nothing in it is quoted")
    func quoted() {
        let line = text("Said", ["what": "a \"b\" c", "empty": "", "pair": "a=b"])

        #expect(line.hasSuffix(#"Said empty="" pair="a=b" what="a \"b\" c""#))
    }

    @Test(
        "no text can begin a new line or move the cursor",
        arguments: ["a\nb", "a\rb", "a\u{1B}[2Jb", "a\u{2028}b", "a\u{85}b"])
    func controls(_ bad: String) {
        for line in [text(bad), text("x", ["k": "\(bad)"])] {
            #expect(
                !line.unicodeScalars.contains { $0.value < 32 || (127...159).contains($0.value) || $0.value == 0x2028 })
        }
    }

    @Test("the logger's facts, its provider's and the call's come together, the nearest winning")
    func merged() {
        let lines = Mutex<[String]>([])
        var handler = PlainLogHandler(level: .debug, metadataProvider: .init { ["a": "2", "b": "2"] }) {
            line in
            lines.withLock { $0.append(line) }
        }
        handler[metadataKey: "a"] = "1"
        handler[metadataKey: "c"] = "1"
        let logger = Logger(label: "x", factory: { _ in handler })

        logger.debug("Hello", metadata: ["b": "3"])
        logger.trace("Unseen")

        #expect(lines.withLock { $0.count } == 1)
        #expect(lines.withLock { $0.first?.hasSuffix("debug    Hello a=2 b=3 c=1\n") } == true)
    }
}

import DatabaseMonitoring
import Foundation

/// Appends samples until it is killed, and writes a line for each when it is on the disk: its number, which is also the
/// value of every series in it.
///
///     history-writer FILE FIRST-NUMBER
@main struct HistoryWriter {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, var number = Int(arguments[2]) else {
            FileHandle.standardError.write(Data("usage: history-writer FILE FIRST-NUMBER\n".utf8))
            exit(64)
        }
        let history = MetricsHistory(path: arguments[1])
        while true {
            let time = Date(timeIntervalSince1970: 1_800_000_000 + Double(number) * 10)
            let values = Dictionary(uniqueKeysWithValues: (0..<100).map { ("series\($0)", Double(number)) })
            guard await history.append(time: time, values: values) else {
                FileHandle.standardError.write(Data("\(history.failure ?? "not written")\n".utf8))
                exit(1)
            }
            try await history.put(
                document: "last", key: "number", time: time, body: Data("\(number)".utf8))
            FileHandle.standardOutput.write(Data("\(number)\n".utf8))
            number += 1
        }
    }
}

import Foundation

/// The file in the state folder by which other subcommands find a `serve` that is running, and may ask it.
struct RunningServer: Codable, Equatable {
    let url: String
    /// For `/admin/…`; whoever may read the file may ask.
    let token: String
    let processID: Int32
    /// Where its monitor answers. Nil when it has none, or is a version that had none.
    var monitorURL: String?

    enum CodingKeys: String, CodingKey {
        case url, token
        case processID = "pid"
        case monitorURL = "monitor_url"
    }

    /// 256 random bits.
    static func newToken() -> String {
        var random = SystemRandomNumberGenerator()
        return (0..<4).map { _ in
            let digits = String(UInt64.random(in: 0 ... .max, using: &random), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    func write(in folder: StateFolder) throws(ProgramFailure) {
        guard let text = try? JSONEncoder().encode(self) else { return }
        try StateFolder.writePrivately(String(decoding: text, as: UTF8.self) + "\n", to: folder.running)
    }

    /// - Throws: ``ProgramFailure`` when none is running, or the file can't be read.
    static func find(in folder: StateFolder) throws(ProgramFailure) -> RunningServer {
        guard let data = FileManager.default.contents(atPath: folder.running) else {
            throw ProgramFailure(
                .unavailable,
                "No server is running that keeps its state in \(folder.path). Start one with 'bookedbarber serve', or name "
                    + "its folder with --state.")
        }
        guard let server = try? JSONDecoder().decode(RunningServer.self, from: data) else {
            throw ProgramFailure(
                .stateFolder, "\(folder.running) is damaged. Restart the server to have it written anew.")
        }
        return server
    }
}

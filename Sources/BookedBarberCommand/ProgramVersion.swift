/// The version that `--version` prints and the log tells.
enum ProgramVersion {
    static let text = "0.1.0"
}

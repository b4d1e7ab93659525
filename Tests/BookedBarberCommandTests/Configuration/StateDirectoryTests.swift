import Testing

@testable import BookedBarberCommand

@Suite("The state folder")
struct StateDirectoryTests {
    @Test(
        "follows the setting, then the XDG rules",
        arguments: [
            ("/data", ["HOME": "/home/anna"], false, "/data"),
            ("data", ["HOME": "/home/anna"], false, "/work/data"),
            ("~/data", ["HOME": "/home/anna"], false, "/home/anna/data"),
            (nil, ["HOME": "/home/anna"], false, "/home/anna/.local/state/bookedbarber"),
            (nil, ["HOME": "/home/anna", "XDG_STATE_HOME": "/x"], false, "/x/bookedbarber"),
            (nil, ["HOME": "/home/anna", "XDG_STATE_HOME": "x"], false, "/home/anna/.local/state/bookedbarber"),
            (nil, ["HOME": "/root"], true, "/var/lib/bookedbarber"),
            (nil, ["HOME": "/root", "XDG_STATE_HOME": "/x"], true, "/x/bookedbarber"),
            (nil, [:], false, nil), (nil, ["HOME": "x"], false, nil),
        ] as [(String?, [String: String], Bool, String?)])
    func path(_ configured: String?, _ environment: [String: String], _ isRoot: Bool, _ expected: String?) {
        let path = StateDirectory.path(
            configured: configured, environment: environment, isRoot: isRoot, workingDirectory: "/work")

        #expect(path == expected)
    }
}

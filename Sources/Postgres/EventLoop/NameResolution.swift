import CLibuv
import Foundation

extension EventLoop {
    /// The numeric addresses of a host name, looked up on libuv's thread pool. On the loop's thread only.
    ///
    /// libpq would look names up itself, but blocking and without regard to its connect timeout.
    func resolve(_ host: String, _ completion: @escaping (Result<[String], NameResolutionError>) -> Void) {
        let request = UnsafeMutablePointer<uv_getaddrinfo_t>.allocate(capacity: 1)
        request.pointee.data = Unmanaged.passRetained(Lookup(completion)).toOpaque()
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        #if os(Linux)
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
            hints.ai_socktype = SOCK_STREAM
        #endif
        let status = uv_getaddrinfo(
            loop, request,
            { request, status, list in
                let lookup = Unmanaged<Lookup>.fromOpaque(request!.pointee.data).takeRetainedValue()
                request!.deallocate()
                defer { uv_freeaddrinfo(list) }
                lookup.completion(
                    status == 0 ? .success(addresses(list)) : .failure(NameResolutionError(status: status)))
            }, host, nil, &hints)
        guard status != 0 else { return }
        let lookup = Unmanaged<Lookup>.fromOpaque(request.pointee.data).takeRetainedValue()
        request.deallocate()
        lookup.completion(.failure(NameResolutionError(status: status)))
    }
}

struct NameResolutionError: Error {
    let message: String

    init(status: Int32) { message = String(cString: uv_strerror(status)) }
}

private final class Lookup {
    let completion: (Result<[String], NameResolutionError>) -> Void
    init(_ completion: @escaping (Result<[String], NameResolutionError>) -> Void) { self.completion = completion }
}

private func addresses(_ list: UnsafeMutablePointer<addrinfo>?) -> [String] {
    var found: [String] = []
    var entry = list
    while let current = entry {
        var name = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        if let address = current.pointee.ai_addr,
            getnameinfo(
                address, current.pointee.ai_addrlen, &name, socklen_t(name.count), nil, 0, NI_NUMERICHOST) == 0
        {
            let text = name.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
            if !found.contains(text) { found.append(text) }
        }
        entry = current.pointee.ai_next
    }
    return found
}

internal import CAerospikeOpenSSL
internal import Glibc

extension TLSContext {
    /// The authorities whose certificates are believed.
    struct Trust {
        let file: String?
        let folder: String?

        /// Adds them to a context; without a file and a folder, those of the system.
        func add(to context: TLSContext) throws(AerospikeError) {
            if let file { try context.trust(try PEMFile(reading: file, as: "ca_file").certificates()) }
            if let folder { try context.trust(try certificates(in: folder)) }
            if file == nil, folder == nil { try context.trustSystem() }
        }

        /// The certificates of every file in the folder that holds some, whatever the files are called.
        ///
        /// - Parameter isWaiting: Whether to wait for what comes out of a pipe among them.
        func certificates(in folder: String, isWaiting: Bool = true) throws(AerospikeError) -> [Certificate] {
            var certificates: [Certificate] = []
            for name in try Self.names(in: folder) {
                // Keys, lists of revocations and notes may lie beside the certificates.
                guard let file = try? PEMFile(reading: "\(folder)/\(name)", as: "ca_path", isWaiting: isWaiting) else {
                    continue
                }
                certificates += (try? file.certificates()) ?? []
            }
            guard !certificates.isEmpty else {
                throw AerospikeError(
                    .invalidArgument, "ca_path '\(folder)' holds no file with a certificate in PEM",
                    advice: "put the authorities' certificates there, or name one as ca_file")
            }
            return certificates
        }

        /// The names of a folder's files, sorted; those that begin with a dot are left out.
        static func names(in folder: String) throws(AerospikeError) -> [String] {
            // The entries belong to the folder's stream, which this function alone has; their names are copied.
            guard let stream = unsafe opendir(folder) else {
                throw AerospikeError(
                    .invalidArgument, "cannot read ca_path '\(folder)': \(SystemError.last)",
                    advice: "correct the path, or the rights of the folder")
            }
            defer { unsafe closedir(stream) }
            var names: [String] = []
            while names.count < TLSLimits.filesPerFolder, let entry = unsafe readdir(stream) {
                let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    unsafe pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
                        unsafe String(cString: $0)
                    }
                }
                if !name.hasPrefix(".") { names.append(name) }
            }
            return names.sorted()
        }
    }

    fileprivate func trust(_ certificates: [Certificate]) throws(AerospikeError) {
        // The store belongs to the context, and takes references of its own to the certificates.
        let store = unsafe SSL_CTX_get_cert_store(handle)
        for certificate in certificates { unsafe X509_STORE_add_cert(store, certificate.handle) }
        OpenSSLFault.forget()
    }

    fileprivate func trustSystem() throws(AerospikeError) {
        OpenSSLFault.forget()
        // The context is this object's own.
        guard unsafe SSL_CTX_set_default_verify_paths(handle) == 1 else {
            throw AerospikeError(
                .invalidArgument, "the system's store of authorities cannot be read: \(OpenSSLFault.take().words)",
                advice: "name the authorities' certificates as ca_file")
        }
    }
}

extension TLSContext.Trust: CustomStringConvertible {
    var description: String {
        switch (file, folder) {
        case (let file?, let folder?): "ca_file '\(file)' and ca_path '\(folder)'"
        case (let file?, nil): "ca_file '\(file)'"
        case (nil, let folder?): "ca_path '\(folder)'"
        case (nil, nil): "the system's store, because the definition names no ca_file"
        }
    }
}

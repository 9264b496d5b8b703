// SPDX-License-Identifier: MIT OR Apache-2.0
#include "support/test_certificates.h"

#include "base/strings.h"

#include <QSslSocket>

namespace crossyard::test {

std::optional<std::string> noTls()
{
    if (!findProgram("openssl"))
        return "there is no openssl on PATH, which makes the certificates";
    if (!QSslSocket::supportsSsl())
        return "this Qt has no TLS";
    return std::nullopt;
}

TestCertificates::TestCertificates()
{
    m_dir.write("names", "subjectAltName=DNS:localhost,DNS:crates.example,IP:127.0.0.1\n");
    for (const char *words :
         {"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=TestCA -keyout ca.key -out ca.pem",
          "req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout server.key -out server.csr",
          "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -set_serial 1 -days 2 -extfile names -out server.pem"})
        EXPECT_OK(
            process::outputOf({.program = "openssl", .arguments = splitWhitespace(words), .directory = m_dir.path()}));
    m_dir.write("trusted/one.pem", readFile(ca()).value_or(""));
}

} // namespace crossyard::test

#!/usr/bin/env bash
# Gradescope runs this once, as root, when it makes the autograder's image (Ubuntu 22.04): it brings Swift and
# builds what all submissions share.
set -euo pipefail

source=${AUTOGRADER:-/autograder}/source
swift=6.3.1

if ! command -v swift >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update
  apt-get install -y binutils curl git gnupg2 libc6-dev libcurl4-openssl-dev libedit2 libgcc-11-dev \
    libpython3-dev libsqlite3-0 libstdc++-11-dev libxml2-dev libz3-dev pkg-config tzdata unzip zlib1g-dev
  . /etc/os-release
  name=swift-$swift-RELEASE-ubuntu$VERSION_ID
  url=https://download.swift.org/swift-$swift-release/ubuntu${VERSION_ID//./}/swift-$swift-RELEASE/$name.tar.gz
  curl -fsSL "$url" | tar xz --strip-components=1 -C /
fi

cd "$source/kit"
swift build --product grader
# It needs the kit's parts, so they are built now and not with the first submission.
.build/debug/grader rubric >/dev/null

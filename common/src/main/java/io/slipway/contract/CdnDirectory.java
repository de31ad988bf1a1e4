package io.slipway.contract;

/**
 * A directory of a CDN, as in the seed's client update.
 *
 * @param cdnRootUrl host name of the CDN, for example {@code res.ssss.chuangyunet.com}; see {@link io.slipway.name.CdnName}
 * @param cdnDir directory below its root, for example {@code t1}
 */
public record CdnDirectory(String cdnRootUrl, String cdnDir) {
    /** The two in one, as users see it. */
    public String key() {
        return cdnRootUrl + "/" + cdnDir;
    }
}
